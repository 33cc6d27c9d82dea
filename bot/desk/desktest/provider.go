package desktest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// Provider is a strict OpenID Connect provider for tests: it checks PKCE, the client and
// the redirect address, gives a code once, and signs with a key that can be rotated.
type Provider struct {
	*httptest.Server
	ClientID, Secret string
	Now              func() time.Time
	Change           func(claims map[string]any) // what a test spoils in the id_token; may be nil
	Subject, Email   string                      // who signs in

	mu    sync.Mutex
	key   *rsa.PrivateKey
	kid   int
	forge *rsa.PrivateKey // signs in the place of key, published nowhere
	asked map[string]map[string]string
	t     testing.TB
}

// NewProvider starts one.
func NewProvider(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	p := &Provider{ClientID: "desk", Secret: "a client's secret", Now: now, Subject: "subject-1", asked: map[string]map[string]string{}, t: t}
	p.Rotate()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.answer(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// Rotate gives the provider another key; the old one is published no more.
func (p *Provider) Rotate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.kid = newRSA(p.t), p.kid+1
}

// Forge lets somebody else sign in the provider's name.
func (p *Provider) Forge() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forge = newRSA(p.t)
}

func newRSA(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (p *Provider) answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": fmt.Sprint(p.kid),
		"n": b64(p.key.N.Bytes()), "e": b64(big.NewInt(int64(p.key.E)).Bytes())}}})
}

// authorize is the page where somebody would type a password; here she is in at once.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != p.ClientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("state") == "" || q.Get("nonce") == "" {
		http.Error(w, "invalid_request", http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code := rand.Text()
	p.asked[code] = map[string]string{"challenge": q.Get("code_challenge"), "nonce": q.Get("nonce"), "to": q.Get("redirect_uri")}
	http.Redirect(w, r, q.Get("redirect_uri")+"?code="+code+"&state="+q.Get("state"), http.StatusSeeOther)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	}
	asked := p.asked[r.FormValue("code")]
	delete(p.asked, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	unescaped := secret == p.Secret || secret == "a+client%27s+secret"
	if asked == nil || id != p.ClientID || !unescaped || asked["challenge"] != b64(sum[:]) || asked["to"] != r.FormValue("redirect_uri") {
		http.Error(w, `{"error": "invalid_grant"}`, http.StatusBadRequest)
		return
	}
	claims := map[string]any{"iss": p.URL, "aud": p.ClientID, "sub": p.Subject, "nonce": asked["nonce"], "email": p.Email, "email_verified": true,
		"iat": p.Now().Unix(), "exp": p.Now().Add(5 * time.Minute).Unix()}
	if p.Change != nil {
		p.Change(claims)
	}
	p.answer(w, map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "id_token": p.sign(claims)})
}

func (p *Provider) sign(claims map[string]any) string {
	head, _ := json.Marshal(map[string]string{"alg": "RS256", "kid": fmt.Sprint(p.kid)})
	body, _ := json.Marshal(claims)
	text := b64(head) + "." + b64(body)
	key := p.key
	if p.forge != nil {
		key = p.forge
	}
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		p.t.Error(err)
	}
	return text + "." + b64(signature)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
